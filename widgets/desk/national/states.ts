/** A state, as a chapter of it would be set up. */
export interface State {
  /** Of ISO 3166-2 after `US-`. */
  code: string;
  name: string;
  timeZone: string;
}

// Where a state has two time zones, the one of most of its people.
const byZone: Record<string, string> = {
  'America/New_York':
    'CT Connecticut,DC District of Columbia,DE Delaware,FL Florida,GA Georgia,MA Massachusetts,MD Maryland,ME Maine,NC North Carolina,NH New Hampshire,NJ New Jersey,NY New York,OH Ohio,PA Pennsylvania,RI Rhode Island,SC South Carolina,VA Virginia,VT Vermont,WV West Virginia',
  'America/Detroit': 'MI Michigan',
  'America/Indiana/Indianapolis': 'IN Indiana',
  'America/Kentucky/Louisville': 'KY Kentucky',
  'America/Chicago':
    'AL Alabama,AR Arkansas,IA Iowa,IL Illinois,KS Kansas,LA Louisiana,MN Minnesota,MO Missouri,MS Mississippi,ND North Dakota,NE Nebraska,OK Oklahoma,SD South Dakota,TN Tennessee,TX Texas,WI Wisconsin',
  'America/Denver': 'CO Colorado,MT Montana,NM New Mexico,UT Utah,WY Wyoming',
  'America/Boise': 'ID Idaho',
  'America/Phoenix': 'AZ Arizona',
  'America/Los_Angeles': 'CA California,NV Nevada,OR Oregon,WA Washington',
  'America/Anchorage': 'AK Alaska',
  'Pacific/Honolulu': 'HI Hawaii',
  'America/Puerto_Rico': 'PR Puerto Rico',
};

/** States of the United States, by name. */
export const states: readonly State[] = Object.entries(byZone)
  .flatMap(([timeZone, list]) =>
    list.split(',').map((each) => ({ code: each.slice(0, 2), name: each.slice(3), timeZone })),
  )
  .toSorted((a, b) => a.name.localeCompare(b.name));

/** A state's name as it stands in addresses. */
export function slugOf({ name }: State): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
