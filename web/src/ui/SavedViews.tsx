import { Button, Menu, TextInput } from '@mantine/core'
import { IconBookmark, IconX } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../i18n'
import { keepViews, viewsOf, withView } from './views'

/** The page as it is now, under a name: the address has all of it. */
export function SavedViews({ page, path, compact }: { page: string; path: string; compact?: boolean }) {
  const { t } = useWords()
  const router = useRouter()
  const [views, setViews] = useState(() => viewsOf(page))
  const [name, setName] = useState('')
  const put = (next: typeof views) => {
    setViews(next)
    keepViews(page, next)
  }
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick withinPortal>
      <Menu.Target>
        {compact ? (
          <button type="button" className="chip">
            <IconBookmark size={13} aria-hidden />
            {t('views.title')}
          </button>
        ) : (
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} />}>
            {t('views.title')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
        {views.map((view) => (
          <Menu.Item key={view.name} onClick={() => router.history.push(path + view.search)} rightSection={<IconX size={14} role="button" aria-label={`${t('views.remove')}: ${view.name}`} onClick={(event) => { event.stopPropagation(); put(views.filter((one) => one !== view)) }} />}>
            {view.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          className="views-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() === '') return
            put(withView(views, { name: name.trim(), search: location.search }))
            setName('')
          }}
        >
          <TextInput size="xs" value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder={t('views.name')} aria-label={t('views.name')} maxLength={60} onKeyDown={(event) => event.stopPropagation()} />
          <Button size="xs" type="submit" disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
