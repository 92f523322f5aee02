/** The part of nunjucks that renders precompiled templates. The package's own types describe only the full version. */
declare module 'nunjucks/browser/nunjucks-slim.js' {
  interface Environment {
    render(name: string, context: object): string;
  }
  class PrecompiledLoader {
    constructor(templates: Record<string, object>);
    isRelative(name: string): boolean;
    resolve(from: string, to: string): string;
  }
  const nunjucks: {
    Environment: new (loader: PrecompiledLoader, options: object) => Environment;
    PrecompiledLoader: typeof PrecompiledLoader;
  };
  export default nunjucks;
}
