// Written by build/lucide.ts at build time: the outline of one icon.
declare module 'lucide:*' {
  const outline: string;
  export default outline;
}
