// `fragments: 'tree'` builds templates node by node instead of through innerHTML, so that the pages run under
// `require-trusted-types-for 'script'` without any policy. Class names are short, since each stands twice in what a phone loads.
export default {
  compilerOptions: { runes: true, fragments: 'tree', cssHash: ({ hash, css, filename }) => `s${hash(filename ?? css).slice(0, 4)}` },
};
