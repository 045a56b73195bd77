import type { CallContext, Instance } from '../../declaration.ts';
import { bootSourceNamed } from '../power/boot-source-setting.ts';
import { servedUnder } from '../served.ts';

const CHOSEN = 1;
const NOT_CHOSEN = 0;

/** CIM_OrderedComponent: every boot source in the boot configuration; the one that the next boot is forced to has 1. */
export function bootOrder(context: CallContext): readonly Instance[] {
  const { source: chosen } = context.state.boot;
  return servedUnder(context, 'CIM_BootConfigSetting').flatMap((configuration) =>
    servedUnder(context, 'CIM_BootSourceSetting').map(({ instance, reference }) => {
      const { InstanceID: id } = instance;
      const source = bootSourceNamed(context, typeof id === 'string' ? id : undefined);
      return {
        AssignedSequence: source === chosen ? CHOSEN : NOT_CHOSEN,
        GroupComponent: configuration.reference,
        PartComponent: reference,
      };
    }),
  );
}
