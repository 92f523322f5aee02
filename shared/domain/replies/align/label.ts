/** Who wrote a piece of a line of the reply. */
export type Piece =
  /** Our lines, as numbers of lines of the email that they stand in. */
  | {
      readonly kind: 'ours';
      readonly sent: number;
      readonly lines: readonly number[];
      readonly isExact: boolean;
    }
  /** The sender's own words. */
  | { readonly kind: 'own'; readonly text: string }
  /** What someone else wrote before, or a line of ours that was altered on its way. */
  | { readonly kind: 'quotation' }
  | { readonly kind: 'heading' }
  | { readonly kind: 'banner' };

/** The pieces of each line of the reply, in order. A line that is not labelled yet has none. */
export type Labels = (readonly Piece[] | undefined)[];
