import tseslint from 'typescript-eslint';
const clockIsAPort =
  'Take `today` (or the Clock port) as an argument; only composition roots may read the real clock.';
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
    rules: {
      'no-restricted-syntax': [
        'error',
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
      ],
    },
  },
  {
    files: ['shared/use-cases/**', 'functions/**'],
    ignores: [
      'shared/use-cases/sending/new-link.ts',
      'shared/use-cases/sending/send-personal-email.ts',
      // The token of a browser's session.
      'shared/use-cases/form/open-form.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          property: 'newToken',
          message:
            'Make a link with newLink: it says how long the link lives. A reply address is made by sendPersonalEmail.',
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
          message: 'Answer with a text, or use terminal.progress: both go through the guard of cli/main.ts.',
        })),
      ],
    },
  },
  { files: ['local/**'], rules: { 'no-console': 'off' } },
);
