// The service beside the site knows whether the agent has signed.
async function charge(agreement, order) {
  const path = `/v1/agreements/${agreement}/permission?operation=cae_charge_agent`
  const answer = await service.get(path)
  if (!answer.allowed) throw new Error(answer.reason)
  return { service: 'cae_charge_agent', out_order_no: order }
}

module.exports = { charge }
