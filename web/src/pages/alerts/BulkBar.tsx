import { Button, Menu } from '@mantine/core'
import { useWords } from '../../i18n'
import { AssignMenu } from '../../ui/AssignMenu'
import { DESK } from './AlertDetail'
import { type Snooze, SNOOZES } from './desk'
import { say } from './say'

/** The menu that a key has opened: of what is selected, else of the vehicle that is looked at. */
export type Opened = 'snooze' | 'assign' | null

export function SnoozeMenu({ onSnooze, children, opened, onChange }: { onSnooze: (choice: Snooze) => void; children: React.ReactNode; opened: boolean; onChange: (opened: boolean) => void }) {
  const { t, language } = useWords()
  return (
    <Menu position="bottom-start" withinPortal opened={opened} onChange={onChange}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {SNOOZES.map((choice) => (
          <Menu.Item key={choice} onClick={() => onSnooze(choice)}>
            {choice === 'fix' ? say(language)('next_fix') : t(`alerts.snooze_${choice}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = { n: string; opened: Opened; onOpened: (menu: Opened) => void; onAck: () => void; onSnooze: (choice: Snooze) => void; onAssign: (user: string) => void; onResolve: () => void; onClear: () => void }

export function BulkBar({ n, opened, onOpened, onAck, onSnooze, onAssign, onResolve, onClear }: Props) {
  const { t } = useWords()
  return (
    <div className="bulk" role="toolbar" aria-label={t('alerts.selected_n', { n })}>
      <b>{t('alerts.selected_n', { n })}</b>
      <Button size="compact-sm" onClick={onAck}>
        {t('alerts.ack')}
      </Button>
      <SnoozeMenu onSnooze={onSnooze} opened={opened === 'snooze'} onChange={(on) => onOpened(on ? 'snooze' : null)}>
        <Button size="compact-sm" variant="default">
          {t('alerts.snooze')}
        </Button>
      </SnoozeMenu>
      <AssignMenu roles={DESK} onAssign={onAssign} opened={opened === 'assign'} onChange={(on) => onOpened(on ? 'assign' : null)}>
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
