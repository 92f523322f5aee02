import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { buildEnvironment, stackNameOf, stackOutputsSchema } from '../../shared/contracts/stack-outputs.ts';
import { ServiceError } from '../../shared/errors.ts';

/**
 * Reads where a deployed stage is from the file that `cdk deploy --outputs-file` writes. The file holds the outputs of each
 * stack by its name.
 *
 * @throws ServiceError `configuration`. It names what is missing.
 */
export async function readOutputs({
  path,
  stage,
}: {
  path: string;
  stage: string;
}): Promise<Record<string, string>> {
  const name = stackNameOf(stage);
  const stacks = z.record(z.string(), z.unknown()).safeParse(await readJson(path));
  const outputs = stackOutputsSchema.safeParse(stacks.success ? stacks.data[name] : undefined);
  if (outputs.success) return buildEnvironment(stage, outputs.data);
  const missing = outputs.error.issues.map(({ path: keys }) => keys.join('.')).filter((key) => key !== '');
  throw new ServiceError(
    'configuration',
    missing.length === 0
      ? `The file ${path} does not hold the outputs of the stack ${name}. Check REVISIT_OUTPUTS.`
      : `The outputs of ${name} in ${path} lack ${missing.join(', ')}. Deploy the stack again with --outputs-file.`,
    { field: 'stage' },
  );
}

async function readJson(path: string): Promise<unknown> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
    return parsed;
  } catch (cause) {
    throw new ServiceError('configuration', `REVISIT_OUTPUTS names ${path}, which is not a JSON file.`, {
      cause,
      field: 'stage',
    });
  }
}
