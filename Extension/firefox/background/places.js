// Hosts and ports of URLs. Pure.

/** The end of a hop that a URL names, or null for what is no page on the Web. */
export function placeOf(url, base) {
  let parsed;
  try {
    parsed = new URL(url, base);
  } catch {
    return null;
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
  const scheme = parsed.protocol.slice(0, -1);
  const host = parsed.hostname.replace(/\.$/, "");
  return host ? { scheme, host, port: Number(parsed.port) || (scheme === "https" ? 443 : 80) } : null;
}

/** `https://host:port`: what one certificate answers for. */
export const keyOf = (place) => `${place.scheme}://${place.host}:${place.port}`;

/** The target of a `Refresh` header or of a meta element, as browsers read them (HTML Standard, *shared declarative refresh steps*). */
export function refreshTarget(text, base) {
  const match = /^\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))$/is.exec(text ?? "");
  const target = match && (match[1] ?? match[2] ?? match[3]).trim();
  if (!target) return null;
  try {
    return new URL(target, base).href;
  } catch {
    return null;
  }
}

/** Whether an answer sends the browser elsewhere, and where; null for a page. */
export function locationOf(details) {
  if (![301, 302, 303, 307, 308].includes(details.statusCode)) return null;
  const field = details.responseHeaders?.find((header) => header.name.toLowerCase() === "location");
  if (!field) return null;
  try {
    return new URL(asUTF8(field.value ?? ""), details.url).href;
  } catch {
    return null;
  }
}

/** Octets that are given as characters, as browsers read a `Location`: as UTF-8 where they are that. */
function asUTF8(text) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(text, octetOf));
  } catch {
    return text;
  }
}

function octetOf(character) {
  const octet = character.charCodeAt(0);
  if (octet > 0xff) throw new RangeError("no octet");
  return octet;
}

/** The kinds of a hop by a 3xx answer. */
export function redirectKinds(details) {
  const kinds = ["redirect"];
  if (details.method === "POST" && (details.statusCode === 307 || details.statusCode === 308)) kinds.push("form");
  if (details.type !== "main_frame") kinds.push("frame");
  return kinds;
}

/** base64 of octets. */
export function base64(octets) {
  let text = "";
  for (let index = 0; index < octets.length; index += 8192) {
    text += String.fromCharCode(...octets.slice(index, index + 8192));
  }
  return btoa(text);
}

/** base64 as base64url without padding. */
export const base64url = (text) => text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
