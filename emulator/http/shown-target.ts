/**
 * A request target as observers see it: what stands behind the question mark may be a form with a password in it, and is
 * not shown.
 */
export function shownTarget(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? target : `${target.slice(0, at)}?***`;
}
