/** The types and errors of the two halves that the world answers to. The only place in the world that names them. */
export type { Activity } from '../../emulator/clock/virtual-clock.ts';
export type { Clock, Timer } from '../../emulator/clock/clock.ts';
export type { Chance } from '../../emulator/clock/chance.ts';
export type { Endpoint, NetworkLink, TcpListener, TcpStream, UdpPort } from '../../emulator/network/link.ts';
export { AuthorityError } from '../../provisioner/ports/authority.ts';
export type { CertificateAuthority, Enrolment, TemplateInfo } from '../../provisioner/ports/authority.ts';
export { DirectoryError } from '../../provisioner/ports/directory.ts';
export type { AmtAccount, Directory, NewAmtAccount, SecurityPrincipal } from '../../provisioner/ports/directory.ts';
export type { KeySource } from '../../provisioner/ports/ports.ts';
export type { ServerHost } from '../../provisioner/ports/server-host.ts';
