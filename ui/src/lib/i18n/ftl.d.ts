declare module '*.ftl' {
  const source: () => import('@fluent/bundle').FluentResource;
  export default source;
}
