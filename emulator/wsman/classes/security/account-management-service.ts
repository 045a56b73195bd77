import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const accountManagementService: ClassDeclaration = {
  name: 'CIM_AccountManagementService',
  uri: classUri('CIM_AccountManagementService'),
  parent: 'CIM_SecurityService',
  since: '6.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'CreateAccount',
      input: [
        { name: 'System', type: 'reference', required: true },
        { name: 'AccountTemplate', type: 'embedded', required: true, className: 'CIM_Account' },
      ],
      output: [
        { name: 'Account', type: 'reference' },
        { name: 'Identities', type: 'reference', array: true },
      ],
      returns: [0, 1],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
