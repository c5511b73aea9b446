import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientState, groupOf } from '../../rules.ts';

/** The state of a client in a word. Work has an outline; waiting looks as calm as the queue does. */
export function StateChip({ state }: { state: ClientState }) {
  const { t } = useText();
  return <Chip look={groupOf(state) === 'in_work' ? 'outline' : 'plain'}>{t(`clients.state.${state}`)}</Chip>;
}
