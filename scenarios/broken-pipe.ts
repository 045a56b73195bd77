/** Exit code of a program whose reader went away: 128 + SIGPIPE. */
const EXIT_CODE = 141;

/** Ends the process quietly when whoever reads its output has read enough (`npm start | head`). */
export function quitOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT_CODE);
  });
}
