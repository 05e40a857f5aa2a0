// `fragments: 'tree'` builds templates node by node instead of through innerHTML, so that the pages run under
// `require-trusted-types-for 'script'` without any policy.
export default {
  compilerOptions: { runes: true, fragments: 'tree' },
};
