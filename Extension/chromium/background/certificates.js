// Security information as Firefox gives it, out of Chromium's.
//
// Chromium shows the leaf alone, so nothing is known of the root that it ends at. It is taken for a built-in one: where a
// connection is looked into on its way, another key than the declared one is then found, and that is never waved through.

import { base64 } from "./places.js";

export async function asFirefoxHasIt(info) {
  const shown = info?.certificates?.[0]?.rawDER;
  if (!shown) return { state: "insecure", certificates: [] };
  const rawDER = new Uint8Array(shown);
  const sha256 = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", publicKeyInfo(rawDER))));
  const leaf = { rawDER, subjectPublicKeyInfoDigest: { sha256 }, isBuiltInRoot: true, subject: "" };
  return { state: info.state, certificates: [leaf] };
}

/** The octets of a certificate's `SubjectPublicKeyInfo` (RFC 5280, 4.1). */
export function publicKeyInfo(certificate) {
  const tbs = inside(certificate, inside(certificate, element(certificate, 0)));
  let at = tbs;
  if (certificate[at.start] === 0xa0) at = element(certificate, at.end);
  // serialNumber, signature, issuer, validity and subject stand before it.
  for (let before = 0; before < 5; before += 1) at = element(certificate, at.end);
  return certificate.subarray(at.start, at.end);
}

/** The first element within another one. */
const inside = (der, outer) => element(der, outer.content);

/** Where an element of DER begins, where its content does, and where it ends. */
function element(der, start) {
  const first = der[start + 1];
  const more = first > 0x80 ? first - 0x80 : 0;
  let length = more ? 0 : first;
  for (let index = 0; index < more; index += 1) length = length * 256 + der[start + 2 + index];
  const content = start + 2 + more;
  if (!(more <= 4 && content + length <= der.length)) throw new RangeError("the certificate ends too early");
  return { start, content, end: content + length };
}
