import { ActionIcon, Menu } from '@mantine/core'
import { IconBuildingBank, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { actFor, actingFor } from '../api/client'
import { lendersQuery } from '../api/queries'
import { useSession } from '../app/session'
import { useWords, word } from '../i18n'
import { logOut } from './logOut'

export default function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useWords()
  const session = useSession()
  const client = useQueryClient()
  const lenders = useQuery({ ...lendersQuery, enabled: session?.platform === true }).data?.items ?? []
  const choose = (id: string | null) => {
    actFor(id)
    void client.resetQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
  }
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('common.user')}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session?.email}
          <br />
          {session && word('role', session.role)}
        </Menu.Label>
        {lenders.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('common.lender')}</Menu.Label>
            <Menu.Item onClick={() => choose(null)} fw={actingFor() ? 400 : 600}>
              {t('common.all_lenders')}
            </Menu.Item>
            {lenders.map((lender) => (
              <Menu.Item key={lender.id} leftSection={<IconBuildingBank size={15} />} onClick={() => choose(lender.id)} fw={actingFor() === lender.id ? 600 : 400}>
                {lender.name}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={15} />} rightSection={<kbd>?</kbd>} onClick={onHelp}>
          {t('palette.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void logOut()}>
          {t('common.log_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
