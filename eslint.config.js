import tseslint from 'typescript-eslint';
const clockIsAPort =
  'Take `today` (or the Clock port) as an argument; only composition roots may read the real clock.';

const purity = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockIsAPort },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: clockIsAPort,
  },
  { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: clockIsAPort },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Read configuration in the composition root, through its zod schema, and pass it in.',
  },
];

/** Work that one function does for all callers. Nobody should write it again by hand. */
const oneWayEach = [
  {
    selector:
      "ObjectExpression:has(> Property[key.name='version'][value.type='Literal']):has(> Property[key.name='role'])",
    message: 'Create the contact with newContact. It chooses the id and the version.',
  },
  {
    selector:
      ':matches(ForStatement, WhileStatement, DoWhileStatement) :matches(BinaryExpression[right.value=/^(conflict|round-changed|saved|stale)$/], CatchClause)',
    message: 'Use retryOnConflict. It stops after a limited number of tries and throws the last conflict.',
  },
  {
    selector: "BinaryExpression[left.property.name='code'][right.value='conflict']",
    message: 'Use retryOnConflict. It knows which errors are worth another try.',
  },
  {
    selector:
      "CallExpression[callee.property.name='get'] > MemberExpression[property.name='programmeId'].arguments",
    message: 'Use programmeOf. Its error names the follow-up whose programme does not exist.',
  },
  {
    selector:
      "CallExpression[callee.property.name='find'] BinaryExpression:matches([right.property.name='ownerId'], [right.name='ownerId'])",
    message: 'Use ownerOf. It returns the programme head if the follow-up has no owner.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out',
      'eslint.config.js',
      '.dependency-cruiser.cjs',
      'cli/bin.js',
      '**/dist',
      'functions/progress-form/browser',
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-console': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['shared/domain/**', 'shared/use-cases/**'],
    rules: { 'no-restricted-syntax': ['error', ...purity, ...oneWayEach] },
  },
  {
    files: ['shared/domain/people/owner-of.ts', 'shared/use-cases/finding/retry-on-conflict.ts'],
    rules: { 'no-restricted-syntax': ['error', ...purity] },
  },
  {
    files: [
      'shared/adapters/dynamodb/**',
      'shared/contracts/{stored,form-stored,stored-mail,programme,wake-up}.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['object', 'looseObject'].map((kind) => ({
          selector: `CallExpression[callee.object.name='z'][callee.property.name='${kind}'] > :not(TSSatisfiesExpression).arguments`,
          message: 'Name the stored type: z.object({ … } satisfies FieldsOf<Contact>).',
        })),
      ],
    },
  },
  {
    files: ['shared/use-cases/**', 'functions/**'],
    ignores: [
      'shared/use-cases/sending/new-link.ts',
      'shared/use-cases/sending/send-personal-email.ts',
      // This file makes the token of a browser's session.
      'shared/use-cases/form/open-form.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          property: 'newToken',
          message:
            'Make a link with newLink, which sets how long the link lives. sendPersonalEmail makes a reply address.',
        },
      ],
    },
  },
  {
    files: ['cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'Return a text, or use terminal.progress. Both go through the guard of cli/main.ts.',
        })),
      ],
    },
  },
  { files: ['local/**'], rules: { 'no-console': 'off' } },
  {
    // A file or a function that is too long does several things. Find the parts that have a clear name. Give each part its
    // own file or function with that name, and call it from the old one. Do not cut in the middle, and do not squeeze
    // lines. Every line counts, including blank lines and comments. Tests are exempt because describe blocks are long.
    files: ['**/*.ts'],
    ignores: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 80, IIFEs: true }],
    },
  },
);
