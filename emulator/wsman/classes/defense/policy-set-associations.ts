import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { withSystems } from '../served.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Rules and the system that each of them names; that this is the system that they are in is assumed. */
export const policyRuleInSystem: ClassDeclaration = {
  name: 'CIM_PolicyRuleInSystem',
  uri: classUri('CIM_PolicyRuleInSystem'),
  parent: 'CIM_PolicySetInSystem',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'Priority', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) => withSystems(context, 'CIM_PolicyRule', ['Antecedent', 'Dependent']),
};

/** What a policy rule is for; nothing that was published shows an instance. */
export const policySetAppliesToElement: ClassDeclaration = {
  name: 'CIM_PolicySetAppliesToElement',
  uri: classUri('CIM_PolicySetAppliesToElement'),
  properties: [
    { name: 'ManagedElement', type: 'reference', key: true },
    { name: 'PolicySet', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
