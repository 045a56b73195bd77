/** Namespace names that WS-Management 1.0 (DSP0226, annex on namespaces) and its relatives use. */
export const NS = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  wsman: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  trust: 'http://schemas.xmlsoap.org/ws/2005/02/trust',
  security: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  cimBinding: 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd',
  enumeration: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  transfer: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  eventing: 'http://schemas.xmlsoap.org/ws/2004/08/eventing',
  common: 'http://schemas.dmtf.org/wbem/wscim/1/common',
  identity: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
  dash: 'http://schemas.dmtf.org/wbem/dash/1/dash.xsd',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

/** The address of every answer: back on the connection that the request came on (WS-Addressing, 2.3). */
export const ANONYMOUS = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';

/** Stands for the classes of all schemas where an association filter says what is wanted (DSP0227, 17). */
export const ALL_CLASSES = 'http://schemas.dmtf.org/wbem/wscim/1/*';

/** Actions of the operations that every class can have. */
export const ACTION = {
  get: `${NS.transfer}/Get`,
  put: `${NS.transfer}/Put`,
  create: `${NS.transfer}/Create`,
  remove: `${NS.transfer}/Delete`,
  enumerate: `${NS.enumeration}/Enumerate`,
  pull: `${NS.enumeration}/Pull`,
  release: `${NS.enumeration}/Release`,
} as const;

const SCHEMAS: Readonly<Record<string, string>> = {
  AMT: 'http://intel.com/wbem/wscim/1/amt-schema/1/',
  IPS: 'http://intel.com/wbem/wscim/1/ips-schema/1/',
  CIM: 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/',
};

/** The resource URI of a class by its name: `CIM_Chassis`. The prefix says whose schema it belongs to. */
export function classUri(name: string): string {
  return `${SCHEMAS[name.slice(0, 3)] ?? ''}${name}`;
}
