import { createHash } from 'node:crypto';
import { WORDS_OF_ITEMS, type Attachments } from '../../ports/attachments.ts';
import type { StoredAttributes } from './table.ts';

/**
 * The most bytes of words that an item holds. DynamoDB takes 400 KB for an item, and a page of the form reads all items
 * of its follow-up. Longer words are in the object store.
 */
const MOST_WORDS_IN_ITEM = 100_000;

/** The attributes that hold what people wrote. */
const wordAttributes = ['answer', 'emailed', 'answers', 'whole', 'pieces', 'cut'] as const;

/** The attribute that holds the key of the object with the words. */
const WORDS_IN = 'wordsIn';

/** Keeps words that are too long for an item. Readers and writers of the stores do not see where words are. */
export interface LargeWords {
  /** Returns the item to write. If its words are too long, they are in the object store before this returns. */
  pack(item: StoredAttributes): Promise<StoredAttributes>;
  /**
   * Returns the items with their words.
   *
   * @throws ServiceError `not-found` if the words of an item were erased.
   */
  unpack(items: readonly StoredAttributes[]): Promise<StoredAttributes[]>;
}

export function createLargeWords(objects: Pick<Attachments, 'put' | 'read'>): LargeWords {
  return {
    async pack(item) {
      const words = pick(item);
      const content = Buffer.from(JSON.stringify(words));
      if (content.byteLength <= MOST_WORDS_IN_ITEM) return item;
      const key = keyOf(item, content);
      await objects.put(key, { contentType: 'application/json', content });
      const small = Object.fromEntries(Object.entries(item).filter(([name]) => !(name in words)));
      return { ...small, [WORDS_IN]: key };
    },
    unpack: (items) =>
      Promise.all(
        items.map(async (item) => {
          const key = whereWordsAre(item);
          if (key === undefined) return item;
          const words: unknown = JSON.parse(Buffer.from(await objects.read(key)).toString('utf8'));
          return { ...item, ...(typeof words === 'object' ? words : {}) };
        }),
      ),
  };
}

/** Returns the key of the object with an item's words, or undefined if the item has its words itself. */
export function whereWordsAre(item: StoredAttributes): string | undefined {
  const key = item[WORDS_IN];
  return typeof key === 'string' ? key : undefined;
}

function pick(item: StoredAttributes): StoredAttributes {
  return Object.fromEntries(
    wordAttributes.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
}

/**
 * Returns a key such as `words/essex-ncpi-2016-03-08/DRAFT/six-week-response/01/<hash>`. Other words get another key, so
 * a write that fails changes nothing that an item refers to.
 */
function keyOf({ pk, sk }: StoredAttributes, content: Uint8Array): string {
  const followUpId = String(pk).split('#')[1] ?? '';
  const hash = createHash('sha256').update(content).digest('hex');
  return `${WORDS_OF_ITEMS}${followUpId}/${String(sk).replaceAll('#', '/')}/${hash}`;
}
