import type { FirmwareProfile } from './profile.ts';

type Row = FirmwareProfile['evidence'][number];

/** How well the values that releases 3.2.1 to 5.x share are known. */
export const earlyEvidence: readonly Row[] = [
  {
    what: 'root hashes: five SHA-1 entries and their order',
    evidence: 'documented',
    source: 'Configuration Manager 2007: About Certificates for Out of Band Management',
  },
  {
    what: 'hello cadence: each minute for 5 minutes, each 5 minutes for 1 hour, hourly for 23 hours',
    evidence: 'documented',
    source: 'Configuration Manager 2007: About AMT Provisioning; Intel describes fifteen tries instead',
  },
  {
    what: 'bare-metal window of 24 hours of powered time',
    evidence: 'documented',
    source: 'Intel Technology Journal 12(4), 2008 ("typically"; set by the manufacturer)',
  },
  {
    what: 'agent window of 6 hours, extension by at most 24 hours a call',
    evidence: 'documented',
    source: 'Intel AMT Implementation and Reference Guide, remote setup and configuration flow',
  },
  {
    what: 'at most 255 hours of setup, however often the window is extended',
    evidence: 'documented',
    source:
      'Intel AMT Implementation and Reference Guide, remote setup and configuration flow; counted here as powered time',
  },
  {
    what: 'domain suffix: the last two labels are compared',
    evidence: 'documented',
    source: 'Configuration Manager writing team, December 2008',
  },
  {
    what: 'at most 4 certificates in the setup chain',
    evidence: 'assumed',
    source: 'a limit exists; no number is published',
  },
  {
    what: 'provisioning keys of 1024 to 2048 bit',
    evidence: 'documented',
    source: 'Configuration Manager: PKI Certificate Requirements (4096 bit from 6.0)',
  },
  { what: '1536-bit keys', evidence: 'assumed', source: 'between the two documented lengths' },
  { what: 'RSA 1024 for the run-time self-signed certificate', evidence: 'assumed', source: 'no published length' },
  {
    what: 'digest login is demanded inside a proved setup session',
    evidence: 'assumed',
    source: 'clients of the time log on as admin; later ones rely on the certificate alone',
  },
  {
    what: 'TLS 1.0 only',
    evidence: 'documented',
    source: 'Intel AMT Implementation and Reference Guide, security considerations',
  },
  { what: 'TLS cipher suites: RSA with AES-CBC-SHA', evidence: 'assumed', source: 'what every known client offers' },
  {
    what: 'CommitChanges does not insist on changed passwords',
    evidence: 'assumed',
    source: 'DATA_MISSING for a default MEBx password was seen on recent firmware only',
  },
  {
    what: 'the network administrator follows the MEBx password until it is set on its own',
    evidence: 'assumed',
    source: 'documented for Small Business mode; Enterprise mode is described as separate',
  },
  {
    what: 'SetMEBxPassword is accepted only while the MEBx password is the default and setup is PKI',
    evidence: 'assumed',
    source: 'the strictest of the three documented password policies; these releases show no menu item for it',
  },
  {
    what: 'SOL and IDE-R off and their listener closed on a new machine',
    evidence: 'assumed',
    source: 'differs by manufacturer',
  },
  {
    what: 'boot options that the BIOS carries out',
    evidence: 'assumed',
    source: 'differs by manufacturer; the set is that of a later recorded device without what came after 5.0',
  },
  {
    what: 'a power command that does not fit the state of the host is refused',
    evidence: 'assumed',
    source: 'it is not among AvailableRequestedPowerStates; answers of real devices were not recorded',
  },
  { what: '7 digest and 32 Kerberos users from 4 domains', evidence: 'assumed', source: 'what setup servers allow' },
  { what: 'store limits: 16 certificates, 4 roots, 8 keys', evidence: 'assumed', source: 'no published numbers' },
  {
    what: '3 custom root hashes',
    evidence: 'documented',
    source: 'Intel AMT Implementation and Reference Guide, MEBx',
  },
  {
    what: '390 event log records of 21 bytes',
    evidence: 'recorded',
    source: 'AMT_MessageLog answers of later releases',
  },
  { what: 'HTTP sizes, connection count, idle times', evidence: 'assumed', source: 'no published numbers' },
  {
    what: 'waits of boot, DHCP, name lookup, TCP and failed logins',
    evidence: 'assumed',
    source: 'RFC 2131, 4.1 for DHCP',
  },
  {
    what: 'Sku and build number of CIM_SoftwareIdentity',
    evidence: 'assumed',
    source: 'names recorded on later releases',
  },
  {
    what: 'power packages offered',
    evidence: 'assumed',
    source: 'GUIDs documented in Intel LMS; the choice differs by manufacturer',
  },
  {
    what: 'a power package without S5 takes the management engine off the network while the host is off',
    evidence: 'assumed',
    source: 'its description says so; that a package chosen while the host is off waits for its next change is ours',
  },
  {
    what: 'a time before 2004 answers INVALID_PARAMETER',
    evidence: 'assumed',
    source: 'the class reference lists it for the method; another description names INVALID_TIME',
  },
  {
    what: 'user names that are refused: Administrator in 3.2, admin from 4.0',
    evidence: 'documented',
    source: 'Intel AMT Implementation and Reference Guide, user names; setup servers refuse both everywhere',
  },
  {
    what: 'characters of passwords',
    evidence: 'documented',
    source: 'Intel AMT Implementation and Reference Guide; one manufacturer excludes some more',
  },
  {
    what: 'a machine whose time for setup is over stays in setup, closed, until somebody starts it again',
    evidence: 'assumed',
    source: 'not published',
  },
  {
    what: 'a hello series begins anew at 0 when power, cable or address come back',
    evidence: 'assumed',
    source: 'documented for power only',
  },
  {
    what: 'a machine that was unprovisioned restarts before it says hello again',
    evidence: 'assumed',
    source: 'how long it stays silent is not published',
  },
  {
    what: 'the digest realm is drawn when setup begins, unless the administrator has a password of its own',
    evidence: 'assumed',
    source: 'seen is only that it differs before and after setup',
  },
  {
    what: 'TLS alerts for setup chains that are refused',
    evidence: 'assumed',
    source: 'documented is only that the handshake breaks',
  },
  {
    what: 'secure renegotiation (RFC 5746) is announced',
    evidence: 'assumed',
    source: 'firmware older than that RFC did not; the TLS library cannot leave it out',
  },
  {
    what: 'a missing realm answers the fault AccessDenied with HTTP 400',
    evidence: 'assumed',
    source: 'no recording; clients take 400 and 401 alike',
  },
  {
    what: 'legacy SOAP: layout of user entries, power packages, Kerberos options, hash entries and clock',
    evidence: 'assumed',
    source: 'names are published in clients and imitations, what they carry is not',
  },
  {
    what: 'legacy SOAP: calls are audited by what they change, unprovisioning as if over remote WS-Management',
    evidence: 'assumed',
    source: 'the published lists of events name triggers of WS-Management only',
  },
  {
    what: 'third-party storage: limits, permissions, time limits and which status refuses what',
    evidence: 'assumed',
    source: 'names of methods and of PT_STATUS numbers are published, their use is not',
  },
  {
    what: 'environment detection: outside the enterprise every port is shut, without DHCP nothing is detected',
    evidence: 'documented',
    source: 'Intel AMT Implementation and Reference Guide, configuring environment detection',
  },
  {
    what: 'legacy SOAP: SetInterfaceSettings takes masks with gaps',
    evidence: 'assumed',
    source: 'amttool computes such ones',
  },
  {
    what: 'legacy SOAP: a fixed address is shown as an interface with an address of its own',
    evidence: 'assumed',
    source: 'amttool asks for one so',
  },
  {
    what: '5 open enumerations, each for 60 seconds after its last Pull',
    evidence: 'assumed',
    source: 'no published numbers',
  },
  {
    what: 'paths of the web pages, of the forms for log, power, addresses, names and wireless, and the hidden field t',
    evidence: 'recorded',
    source: 'a public honeypot made from captures of 2.6 to 9.x',
  },
  {
    what: 'paths of power policies and of the account forms, names of most form fields, what each page shows, and that anon.htm is the administrator',
    evidence: 'assumed',
    source: 'no recording; the wording of every page is our own',
  },
  {
    what: 'a page whose realm is missing answers 403, a page of a web interface that is off 404, a refused form 400, a forged one 403',
    evidence: 'assumed',
    source: 'no recording',
  },
  {
    what: 'a form that was carried out answers 303 to its page',
    evidence: 'assumed',
    source: 'as the recorded answer of the root page',
  },
  {
    what: 'the page under a 401 has 690 octets',
    evidence: 'recorded',
    source: 'heads of 11.8 in public client test data; 693 in other versions',
  },
  {
    what: 'the empty answer 400 is for bodies that are framed wrongly',
    evidence: 'assumed',
    source: 'recorded by users of a management server, its trigger is not known',
  },
  {
    what: 'unknown paths answer 404, unknown methods the page for malformed requests',
    evidence: 'assumed',
    source: 'no recording',
  },
  {
    what: 'HEAD is answered as GET is, without its body',
    evidence: 'assumed',
    source: 'RFC 9110; no recording',
  },
  {
    what: 'stale is always false, a nonce is good until an account changes or 256 newer ones were given',
    evidence: 'assumed',
    source: 'only stale="false" was ever recorded; the life of a nonce is not published',
  },
  {
    what: 'auth and auth-int are both offered once AllowHttpQopAuthOnly is 0',
    evidence: 'assumed',
    source: 'the property is recorded as 1 everywhere',
  },
];
