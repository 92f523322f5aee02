import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import * as z from 'zod';
import { buildApp } from '../../infra/build-app.ts';
import { customResourceNames } from '../../infra/bundle.ts';
import { cdkContext } from '../../infra/cdk-context.ts';
import { functionNames } from '../../infra/service-map.ts';
import { parseStageConfiguration } from '../../infra/stage-configuration.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
});

const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateResource = z.infer<typeof resourceSchema>;

export interface Synthesised {
  app: App;
  edge: Template;
  service: Template;
}

/** The settings of the example stage. A test may change them. */
export const exampleSettings = {
  publicHostname: 'follow-up.inspectorate.example',
  mailFrom: 'follow-up@mail.inspectorate.example',
  replyDomain: 'reply.inspectorate.example',
  allowedRecipients: ['@inspectorate.example', 'lead@essex.example'],
  alarmRecipients: ['operations@inspectorate.example'],
  readTrail: true,
};

/** A deployment knows its AWS account, and a clean machine does not. Every test of a template runs both ways. */
export const accounts = [
  { way: 'without an account', account: undefined },
  { way: 'with an account', account: '111111111111' },
] as const;

export type Account = (typeof accounts)[number]['account'];

/** Synthesises a stage with every check of a deployment, and throws if a check finds a problem. */
export function synthesise(options: {
  stage: string;
  settings: unknown;
  account?: Account;
  /** Adds resources of a test to the service. */
  adding?: (service: Stack) => void;
}): Synthesised {
  const { stage } = options;
  const directory = mkdtempSync(join(tmpdir(), 'revisit-infra-'));
  try {
    const bundlesDirectory = join(directory, 'bundles');
    writeBundleShapes(bundlesDirectory);
    const app = new App({ context: cdkContext(), outdir: join(directory, 'out'), analyticsReporting: false });
    const configuration = parseStageConfiguration(stage, options.settings);
    const stacks = buildApp({ app, stage, configuration, account: options.account, bundlesDirectory });
    options.adding?.(stacks.service);
    const assembly = app.synth();
    const template = (name: string): Template => templateSchema.parse(assembly.getStackByName(name).template);
    return { app, edge: template(stacks.edge.stackName), service: template(stacks.service.stackName) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The templates do not depend on the code in the bundles, so any file will do. */
function writeBundleShapes(directory: string): void {
  for (const name of [...functionNames, ...customResourceNames]) {
    mkdirSync(join(directory, name, 'assets'), { recursive: true });
    writeFileSync(join(directory, name, 'index.mjs'), '');
  }
  writeFileSync(join(directory, 'publish-assets', 'assets', 'unavailable-0123456789.html'), '');
}

export function resourcesOfType(template: Template, type: string): [id: string, TemplateResource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** Replaces the account number in a template by the text that a template without an account has. */
export function withoutAccount(text: string): string {
  return accounts.reduce(
    (written, { account }) =>
      account === undefined ? written : written.replaceAll(account, '${AWS::AccountId}'),
    text,
  );
}

/**
 * Returns the template in one form, so that a reference, a joined text and a plain text of the same meaning are equal.
 */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const values = value.map(canonical);
    // CDK sorts the names in a policy by their text, and an account changes the text.
    return values.every((one) => typeof one === 'string') ? values.sort() : values;
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? withoutAccount(value) : value;
  }
  const entries = Object.entries(value);
  if (entries.length === 1 && /^(?:Ref|Fn::(?:GetAtt|Sub|Join))$/u.test(entries[0]?.[0] ?? '')) {
    return withoutAccount(render(value));
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, canonical(one)]));
}

/**
 * Writes a value of a template as one line of text, such as `${Queue.Arn}` or
 * `arn:aws:ses:eu-west-2:${AWS::AccountId}:…`.
 */
export function render(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = intrinsicSchema.safeParse(value);
  if (!intrinsic.success) return JSON.stringify(value);
  const parsed = intrinsic.data;
  if ('Ref' in parsed) return `\${${parsed.Ref}}`;
  if ('Fn::GetAtt' in parsed) return `\${${parsed['Fn::GetAtt'].join('.')}}`;
  if ('Fn::Sub' in parsed) return parsed['Fn::Sub'];
  const [separator, parts] = parsed['Fn::Join'];
  return parts.map(render).join(separator);
}

const intrinsicSchema = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Sub': z.string() }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);
