/** Pages that the device shows without a login. The wording is ours; no client depends on it. */
export const PAGES = {
  logon: page(
    'Log On',
    '<p>Log on to this computer&#39;s management engine.</p><form method="GET" action="index.htm"><input type="submit" value="Log On..."></form>',
  ),
  logonFailed: page(
    'Log On Failed',
    '<p>The user name or the password is not right, or the account is locked for a short while after too many wrong passwords.</p><form method="GET" action="index.htm"><input type="submit" value="Try again"></form>',
  ),
  badRequest: page('Bad Request', '<p>The management engine could not read this request.</p>'),
  notFound: page('Not Found', '<p>The management engine has no such page.</p>'),
} as const;

function page(title: string, content: string): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1>${content}</body></html>\r\n`;
}
