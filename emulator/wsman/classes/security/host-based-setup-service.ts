import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { netAdminPassEncryptionTypes, signingAlgorithms } from '../value-maps.ts';

const NAME = 'IPS_HostBasedSetupService';
const SERVICE = 'Intel(r) AMT Host Based Setup Service';
const controlMode = { none: 0, client: 1, admin: 2 } as const;

/** Setup by software on the PC. None of its methods is carried out, so client control is never entered. */
export const hostBasedSetupService: ClassDeclaration = {
  name: 'IPS_HostBasedSetupService',
  uri: classUri('IPS_HostBasedSetupService'),
  parent: 'CIM_SecurityService',
  since: '6.2',
  needs: 'host-based-setup',
  properties: [
    { name: 'AllowedControlModes', since: '7.0', type: 'uint8', array: true, values: { 1: 'Client', 2: 'Admin' } },
    {
      name: 'CertChainStatus',
      since: '7.0',
      type: 'uint8',
      values: { 0: 'Not Started', 1: 'Chain In-Progress', 2: 'Chain Complete' },
    },
    { name: 'ConfigurationNonce', type: 'base64' },
    { name: 'CreationClassName', type: 'string', key: true },
    {
      name: 'CurrentControlMode',
      since: '7.0',
      type: 'uint8',
      values: { 0: 'Not provisioned', 1: 'Client', 2: 'Admin' },
    },
    { name: 'ElementName', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'AddNextCertInChain',
      input: [
        { name: 'NextCertificate', type: 'base64', required: true },
        { name: 'IsLeafCertificate', type: 'boolean' },
        { name: 'IsRootCertificate', type: 'boolean' },
      ],
      output: [],
      returns: [0, 1, 2, 3, 4, 5],
    },
    {
      name: 'AdminSetup',
      input: [
        { name: 'NetAdminPassEncryptionType', type: 'uint16', required: true, values: netAdminPassEncryptionTypes },
        { name: 'NetworkAdminPassword', type: 'hex', required: true },
        { name: 'McNonce', type: 'base64' },
        { name: 'SigningAlgorithm', type: 'uint16', values: signingAlgorithms },
        { name: 'DigitalSignature', type: 'base64' },
      ],
      output: [],
      returns: [0, 1, 2, 3, 5, 6],
    },
    { name: 'DisableClientControlMode', input: [], output: [], returns: [0, 1] },
    {
      name: 'Setup',
      input: [
        { name: 'NetAdminPassEncryptionType', type: 'uint16', required: true, values: netAdminPassEncryptionTypes },
        { name: 'NetworkAdminPassword', type: 'hex', required: true },
        { name: 'McNonce', type: 'base64' },
        { name: 'Certificate', type: 'base64' },
        { name: 'SigningAlgorithm', type: 'uint16', values: signingAlgorithms },
        { name: 'DigitalSignature', type: 'base64' },
      ],
      output: [],
      returns: [0, 1, 2, 3, 4, 5, 6],
    },
    {
      name: 'UpgradeClientToAdmin',
      input: [
        { name: 'McNonce', type: 'base64' },
        { name: 'SigningAlgorithm', type: 'uint16', values: signingAlgorithms },
        { name: 'DigitalSignature', type: 'base64' },
      ],
      output: [],
      returns: [0, 1, 2, 3, 5, 6],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 24],
  writeRealms: [3, 24],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [
    {
      ...serviceKeyValues(NAME, SERVICE),
      AllowedControlModes: [controlMode.admin, controlMode.client],
      CertChainStatus: 0,
      ConfigurationNonce: state.features.hostBasedSetup.nonce,
      CurrentControlMode: state.setup.provisioningState === 2 ? controlMode.admin : controlMode.none,
      ElementName: SERVICE,
    },
  ],
};
