import * as z from 'zod';
import type { RunningService } from '../../local/find-local-service.ts';
import { renderTable } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';

export const endpointsOutput = z.object({
  form: z.string(),
  inbox: z.string(),
  smtp: z.string(),
  dynamodb: z.string(),
  sqs: z.string(),
  sns: z.string(),
  s3: z.string(),
  ses: z.string(),
  control: z.string(),
});

/** Renders the addresses that a person opens, and the folder with the rest. */
export function renderEndpoints(
  { form, inbox, smtp }: RunningService['endpoints'],
  { home, terminal }: { home: string; terminal: Terminal },
): string {
  return renderTable(
    [
      ['Inbox, where every email arrives', inbox],
      ['Form, which the emails link to', form],
      ['Answers by email (SMTP)', smtp],
      ['Data, log and local.json', home],
    ],
    { columns: [{ title: '' }, { title: '' }], terminal, indent: 2 },
  );
}
