import type { TemplateInfo } from '../ports/authority.ts';
import type { SettingsProblem } from './problems.ts';

/** TLS web server authentication, RFC 5280 section 4.2.1.12. */
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/**
 * What is wrong with the chosen web server template, given the list that the CA offers. Configuration Manager 2007,
 * "Certificate Requirements for Out of Band Management": version 3 templates are incompatible; the certificate must be for
 * server authentication.
 */
export function webServerTemplateProblems(name: string, offered: readonly TemplateInfo[]): readonly SettingsProblem[] {
  const problem = (code: string, message: string): SettingsProblem => ({
    tab: 'general',
    field: 'webServerTemplate.template',
    code,
    message,
  });
  const template = offered.find((candidate) => candidate.name === name);
  if (template === undefined) return [problem('template.not-issued', 'The CA does not issue this template.')];
  const found: SettingsProblem[] = [];
  if (template.version === 3)
    found.push(problem('template.version-3', 'Certificates from version 3 templates cannot be used.'));
  if (!template.extendedKeyUsage.includes(SERVER_AUTHENTICATION))
    found.push(problem('template.no-server-authentication', 'The template is not for server authentication.'));
  return found;
}
