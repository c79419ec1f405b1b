/** A number as DER has it, and what comes after it. */
function readInteger(bytes: Uint8Array): [value: Uint8Array, rest: Uint8Array] {
  const [tag, length = 0] = bytes;
  const end = 2 + length;
  // The long form of a length is for numbers larger than any curve has.
  if (tag !== 0x02 || length === 0 || length > 0x7f || end > bytes.length) throw new Error('Not an integer in DER');
  return [bytes.subarray(2, end), bytes.subarray(end)];
}

/**
 * In place of the ASN.1 library of `@simplewebauthn/server`, which weighs more than all the rest of it, and reads here
 * nothing but the two numbers of an ECDSA signature (RFC 3279, 2.2.3). Whether they are right, WebCrypto tells.
 */
export const AsnParser = {
  parse: (signature: Uint8Array): { r: Uint8Array; s: Uint8Array } => {
    const [tag, first = 0, second = 0] = signature;
    // Of the curve P-521 alone a signature is long enough for the long form.
    const header = first === 0x81 ? 3 : 2;
    const length = header === 3 ? second : first;
    if (tag !== 0x30 || header + length !== signature.length) throw new Error('Not a sequence in DER');
    const [r, afterR] = readInteger(signature.subarray(header));
    const [s, afterS] = readInteger(afterR);
    if (afterS.length > 0) throw new Error('More than two integers');
    return { r, s };
  },
};

/** Of certificates alone. */
export const OctetString = undefined;
