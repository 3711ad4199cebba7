import { expect, it } from 'vitest'
import { datesIn24Hours } from '../../src/rules/dates-in-24-hours.js'
import { placesOf } from '../specimens.js'

const head = "const service = 'refund_fastpay_by_platform_nopwd'\nconst p = { refund_date: now.format("

it('finds a clock of 12 hours', () => {
  expect(placesOf(datesIn24Hours, `${head}'YYYY-MM-DD hh:mm:ss') }`)).toEqual(['2:37'])
})

it.each([["'YYYY-MM-DD HH:mm:ss'"], ["'YYYY-MM-DD hh:mm:ss A'"], ["'hh:mm'"], ["'yyyymmdd'"]])(
  'lets %s be',
  (format) => {
    expect(placesOf(datesIn24Hours, `${head}${format}) }`)).toEqual([])
  },
)

it('is silent where no date goes to Alipay', () => {
  expect(placesOf(datesIn24Hours, "const service = 'cae_charge_agent'\nclock.format('YYYY-MM-DD hh:mm:ss')")).toEqual(
    [],
  )
})
