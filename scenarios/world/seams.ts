/** The types and errors of the two halves that the world answers to. The only place in the world that names them. */
export type {
  Activity,
  Chance,
  Clock,
  Endpoint,
  NetworkLink,
  TcpListener,
  TcpStream,
  UdpPort,
} from '../../emulator/index.ts';
export { AuthorityError, DirectoryError } from '../../provisioner/index.ts';
export type {
  AmtAccount,
  CertificateAuthority,
  Directory,
  Enrolment,
  FoundCertificate,
  KeySource,
  NewAmtAccount,
  SecurityPrincipal,
  ServerHost,
} from '../../provisioner/index.ts';
