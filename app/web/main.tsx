import '#ui-kit/theme.css';

// Rules speak Temporal; a browser that does not have it yet gets it before anything of ours is loaded.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const { start } = await import('./start.tsx');
await start(root);
