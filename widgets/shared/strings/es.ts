import type { Method, Strings } from '../strings.ts';

/** @public */
export const method: Method = 'machine';

export const form: Strings['form'] = {
  givenName: 'Nombre',
  sees: '¿Quién ve esto? Quienes organizan en {chapter} y en la campaña nacional, nunca un empleador. Se sella antes de guardarse.',
  anyChapter: 'su capítulo',
  sending: 'Enviando…',
  away: 'No hay conexión con la campaña. Lo que escribió sigue aquí: inténtelo de nuevo.',
  needName: 'Escriba su nombre.',
  needContact: 'Escriba un correo o un teléfono.',
  check: 'Aún no se ha enviado',
};

export const join: Strings['join'] = {
  familyName: 'Apellido',
  optional: 'opcional',
  reach: 'Cómo comunicarnos: basta con uno',
  email: 'Correo electrónico',
  phone: 'Celular',
  more: 'Más, si quiere',
  zip: 'Código postal (ZIP)',
  relation: 'Su relación con la atención',
  worker: 'Trabajo en ella',
  client: 'Recibo o recibí atención',
  family: 'Alguien cercano recibe atención',
  ally: 'Apoyo la causa',
  workplace: 'Dónde trabaja',
  language: 'Idioma para hablar',
  callTime: 'Hora segura para llamar',
  morning: 'Por la mañana',
  afternoon: 'Por la tarde',
  evening: 'Por la noche',
  weekend: 'Fin de semana',
  noVoicemail: 'No dejar mensaje de voz',
  chapter: 'Capítulo',
  workMail: 'Parece un correo del trabajo; su empleador podría leerlo. Uno personal es más seguro.',
  draft: 'Borrador sin revisión legal',
  send: 'Unirme',
  thanks: 'Gracias. Ya es parte de esto.',
  next: 'Quienes organizan leerán lo que envió y se comunicarán como pidió. No hay que hacer nada más.',
  code: 'Su código privado, visible solo ahora, para ver o borrar lo que envió:',
};

export const joinErrors: Strings['joinErrors'] = {
  email: 'Escriba un correo como nombre@example.org.',
  phone: 'Escriba un teléfono con código de área.',
  zip: 'Escriba 5 cifras, como 97205.',
  needPhone: 'Agregue un celular o desmarque los mensajes.',
  sms: 'El texto sobre los mensajes ha cambiado. Léalo y vuelva a marcarlo si está de acuerdo.',
  other: 'Escríbalo de otra forma.',
};

export const counter: Strings['counter'] = {
  contact: 'Correo o celular',
  ofTarget: '{total} de {goal} nos apoyan',
  toMilestone: '{total} nos apoyan. Próxima marca: {goal}',
  few: 'Sea de las primeras personas.',
  counted: 'Gracias. Su firma cuenta; el total se actualiza más tarde.',
  closed: 'Este compromiso ya cerró.',
};

export const reading: Strings['reading'] = {
  source: 'Fuente',
  machine: 'Traducción automática',
  translated: 'Traducción',
};

export const share: Strings['share'] = {
  share: 'Compartir',
  copy: 'Copiar el enlace',
  copied: 'Copiado',
};
