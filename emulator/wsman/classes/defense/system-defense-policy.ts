import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const systemDefensePolicy: ClassDeclaration = {
  name: 'AMT_SystemDefensePolicy',
  uri: classUri('AMT_SystemDefensePolicy'),
  parent: 'CIM_ManagedElement',
  properties: [
    {
      name: 'AntiSpoofingSupport',
      type: 'uint32',
      access: 'read-write',
      values: {
        0: 'Off',
        1: 'EventOnMatch',
        2: 'Count',
        3: 'Counting + EventOnMatch',
        4: 'On without Counting or EventOnMatch',
      },
    },
    { name: 'FilterCreationHandles', type: 'uint32', array: true, access: 'read-write' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PolicyName', type: 'string' },
    { name: 'PolicyPrecedence', type: 'uint32', access: 'read-write', required: true },
    { name: 'RxDefaultCount', type: 'boolean', access: 'read-write', required: true },
    { name: 'RxDefaultDrop', type: 'boolean', access: 'read-write', required: true },
    { name: 'RxDefaultMatchEvent', type: 'boolean', access: 'read-write', required: true },
    { name: 'TxDefaultCount', type: 'boolean', access: 'read-write', required: true },
    { name: 'TxDefaultDrop', type: 'boolean', access: 'read-write', required: true },
    { name: 'TxDefaultMatchEvent', type: 'boolean', access: 'read-write', required: true },
  ],
  methods: [
    { name: 'GetTimeout', input: [], output: [{ name: 'Timeout', type: 'uint32' }], returns: [0, 1] },
    {
      name: 'SetTimeout',
      input: [{ name: 'Timeout', type: 'uint32', required: true, values: { 0: 'Infinite' } }],
      output: [],
      returns: [0, 1],
    },
    {
      name: 'UpdateStatistics',
      input: [
        { name: 'NetworkInterface', type: 'reference', required: true },
        { name: 'ResetOnRead', type: 'boolean', required: true },
      ],
      output: [],
      returns: [0, 1],
    },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
