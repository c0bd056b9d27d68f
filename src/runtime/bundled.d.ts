/** A module with all that it imports, as a text: see scripts/bundled-scripts.mjs. */
declare module '*?bundled' {
  const script: string;
  export default script;
}
