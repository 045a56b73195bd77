import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const kvmRedirectionSettingData: ClassDeclaration = {
  name: 'IPS_KVMRedirectionSettingData',
  uri: classUri('IPS_KVMRedirectionSettingData'),
  parent: 'CIM_SettingData',
  since: '6.0',
  properties: [
    { name: 'BackToBackFbMode', type: 'boolean', access: 'read-write' },
    { name: 'DefaultScreen', type: 'uint8', access: 'read-write' },
    { name: 'DoubleBufferActive', type: 'boolean' },
    { name: 'DoubleBufferEnabled', type: 'boolean', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledByMEBx', type: 'boolean' },
    { name: 'GrayscalePixelFormatSupported', type: 'boolean' },
    {
      name: 'InitialDecimationModeForLowRes',
      type: 'uint8',
      access: 'read-write',
      values: { 0: 'Unsupported', 1: 'Disabled', 2: 'Automatic', 3: 'Enabled' },
    },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Is5900PortEnabled', type: 'boolean', access: 'read-write' },
    { name: 'OptInPolicy', type: 'boolean', access: 'read-write' },
    { name: 'OptInPolicyTimeout', type: 'uint16', access: 'read-write' },
    { name: 'RFBPassword', type: 'string', access: 'read-write' },
    { name: 'SessionTimeout', type: 'uint16', access: 'read-write' },
    { name: 'ZlibControlSupported', type: 'boolean' },
  ],
  methods: [
    { name: 'DataChannelRead', input: [], output: [], returns: [0, 1] },
    { name: 'DataChannelWrite', input: [{ name: 'DataMessage', type: 'base64' }], output: [], returns: [0, 1] },
    { name: 'TerminateSession', input: [], output: [], returns: [0, 1] },
  ],
  declaresCommon: false,
  readRealms: [2, 3],
  writeRealms: [2, 3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: () => [],
};
