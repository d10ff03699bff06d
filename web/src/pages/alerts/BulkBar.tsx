import { Button, Menu } from '@mantine/core'
import { useWords } from '../../i18n'
import { AssignMenu } from '../../ui/AssignMenu'
import { DESK } from './AlertDetail'
import { type Snooze, SNOOZES } from './desk'

export function SnoozeMenu({ onSnooze, children }: { onSnooze: (choice: Snooze) => void; children: React.ReactNode }) {
  const { t } = useWords()
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {SNOOZES.map((choice) => (
          <Menu.Item key={choice} onClick={() => onSnooze(choice)}>
            {t(`alerts.snooze_${choice}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = { n: number; onAck: () => void; onSnooze: (choice: Snooze) => void; onAssign: (user: string) => void; onResolve: () => void; onClear: () => void }

export function BulkBar({ n, onAck, onSnooze, onAssign, onResolve, onClear }: Props) {
  const { t } = useWords()
  return (
    <div className="bulk" role="toolbar" aria-label={t('alerts.selected_n', { n })}>
      <b>{t('alerts.selected_n', { n })}</b>
      <Button size="compact-sm" onClick={onAck}>
        {t('alerts.ack')}
      </Button>
      <SnoozeMenu onSnooze={onSnooze}>
        <Button size="compact-sm" variant="default">
          {t('alerts.snooze')}
        </Button>
      </SnoozeMenu>
      <AssignMenu roles={DESK} onAssign={onAssign}>
        <Button size="compact-sm" variant="default">
          {t('assign.title')}
        </Button>
      </AssignMenu>
      <Button size="compact-sm" variant="default" onClick={onResolve}>
        {t('alerts.resolve')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        {t('common.cancel')}
      </Button>
    </div>
  )
}
