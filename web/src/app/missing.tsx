import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { asProblem } from '../api/problem'
import { useWords } from '../i18n'
import { Empty, ProblemNote } from '../ui/states'

export function Missing() {
  const { t } = useWords()
  return (
    <Empty icon={<IconMapOff size={28} stroke={1.4} />} title={t('error.not_found')} action={<Button component="a" href="/" variant="default">{t('error.to_live')}</Button>}>
      {t('error.not_found_text')}
    </Empty>
  )
}

export const PageFailed = ({ error }: ErrorComponentProps) => <ProblemNote centre problem={asProblem(error)} retry={() => location.reload()} />
