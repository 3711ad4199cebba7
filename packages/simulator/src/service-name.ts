import type { ServiceName } from 'paycircle/internal/vocabulary'

/** The services that are simulated: the page on which an agent signs, the query, and the termination of public demos. */
export const simulatedServices = [
  'sign_protocol_with_partner',
  'query_customer_protocol',
  'customer_unsign',
] as const satisfies readonly ServiceName[]

export type SimulatedService = (typeof simulatedServices)[number]

export function simulatedServiceNamed(name: string | undefined): SimulatedService | undefined {
  return simulatedServices.find((service) => service === name)
}
