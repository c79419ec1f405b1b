// 47 CFR 64.1200(a)(10) names the first seven in English. Spaces, case, accents and punctuation are dropped before.
const keywords = new Set(
  (
    'STOP QUIT END REVOKE OPTOUT CANCEL UNSUBSCRIBE STOPALL ' +
    'ALTO PARAR PARE PAREN CANCELAR CANCELA CANCELE BAJA DARBAJA DARDEBAJA DARMEDEBAJA DARSEDEBAJA DETENER DETENGA ' +
    'DETENGAN SALIR ABANDONAR FIN TERMINAR FINALIZAR REVOCAR REVOCO ANULAR BASTA NOMAS DESUSCRIBIR DESUSCRIBIRME ' +
    'DESUSCRIBIRSE DESINSCRIBIR CANCELARSUSCRIPCION ANULARSUSCRIPCION'
  ).split(' '),
);

/** Whether a text message takes consent back: one of the words, alone, or nothing but such words. */
export function isRevocation(text: string): boolean {
  const plain = text
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '');
  const words = plain.split(/\s+/).filter((word) => word !== '');
  return keywords.has(words.join('')) || (words.length > 0 && words.every((word) => keywords.has(word)));
}
