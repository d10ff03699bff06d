import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { usersQuery } from '../api/queries'
import { useMay, useSession } from '../app/session'
import { useWords, word } from '../i18n'

/** Who could have it: oneself first; others where one may see who there is. */
export function AssignMenu({ roles, onAssign, children, opened, onChange }: { roles: readonly string[]; onAssign: (user: string) => void; children: ReactNode; opened?: boolean; onChange?: (opened: boolean) => void }) {
  const { t } = useWords()
  const may = useMay()
  const me = useSession()?.user_id
  const users = useQuery({ ...usersQuery, enabled: may('users:read') }).data?.items ?? []
  const others = users.filter((user) => user.id !== me && !user.disabled_at && roles.includes(user.role)).slice(0, 40)
  return (
    <Menu position="bottom-start" withinPortal width={230} opened={opened} onChange={onChange}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {me && <Menu.Item onClick={() => onAssign(me)}>{t('assign.to_me')}</Menu.Item>}
        {others.length > 0 && <Menu.Divider />}
        {others.map((user) => (
          <Menu.Item key={user.id} onClick={() => onAssign(user.id)} rightSection={<span className="meta">{word('role', user.role)}</span>}>
            {user.display_name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** A person's name; where one may not see who there is, only oneself. */
export function useNames(): (user: string | null | undefined) => string | null {
  const { t } = useWords()
  const may = useMay()
  const me = useSession()?.user_id
  const users = useQuery({ ...usersQuery, enabled: may('users:read') }).data?.items ?? []
  return (user) => (user == null ? null : user === me ? t('alerts.me') : (users.find((one) => one.id === user)?.display_name ?? user.slice(0, 8)))
}
