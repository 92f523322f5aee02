import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence, type BaseBlock } from 'asn1js';

/** What a sealed part (`smime.p7m`) holds. */
export type Sealed =
  /** It is signed. Its content is a MIME entity that everybody may read. */
  | { readonly kind: 'signed'; readonly content: Uint8Array }
  /** It is signed, but its content is not in it or is damaged. */
  | { readonly kind: 'signed-unopened' }
  /** Only a key opens it. */
  | { readonly kind: 'encrypted' }
  /** It is damaged, so that nothing says what it is. */
  | { readonly kind: 'unknown' };

const SIGNED_DATA = '1.2.840.113549.1.7.2';
/** Enveloped, digested-and-enveloped, encrypted and authenticated-enveloped data. */
const KEYED_DATA: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.7.3',
  '1.2.840.113549.1.7.4',
  '1.2.840.113549.1.7.6',
  '1.2.840.113549.1.9.16.1.23',
]);

/** Opens a CMS structure (RFC 5652), as S/MIME uses it. Checks no signature: SES has proven the sender, or not. */
export function openSealed(content: Uint8Array): Sealed {
  try {
    const info = fromBER(content).result;
    const [type, wrapped] = childrenOf(info);
    if (!(type instanceof ObjectIdentifier)) return { kind: 'unknown' };
    const id = type.valueBlock.toString();
    if (KEYED_DATA.has(id)) return { kind: 'encrypted' };
    if (id !== SIGNED_DATA) return { kind: 'unknown' };
    const [signed] = childrenOf(wrapped);
    const words = contentOf(childrenOf(signed)[2]);
    return words === undefined ? { kind: 'signed-unopened' } : { kind: 'signed', content: words };
  } catch {
    return { kind: 'unknown' };
  }
}

/** Returns what stands inside `EncapsulatedContentInfo`. */
function contentOf(encapsulated: BaseBlock | undefined): Uint8Array | undefined {
  const [, wrapped] = childrenOf(encapsulated);
  const [octets] = childrenOf(wrapped);
  if (!(octets instanceof OctetString)) return undefined;
  const content = new Uint8Array(octets.getValue());
  return content.byteLength === 0 ? undefined : content;
}

function childrenOf(block: BaseBlock | undefined): readonly BaseBlock[] {
  return block instanceof Sequence || block instanceof Constructed ? block.valueBlock.value : [];
}
