// `npm start`: the stories from the sources, on a fresh clone too.
import '../.config/ensure-dependencies.mjs';

const { register } = await import('tsx/esm/api');
register();
const { runStories } = await import('./main.ts');
process.exitCode = await runStories(process.argv.slice(2));
