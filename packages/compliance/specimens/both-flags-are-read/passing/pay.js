// 即时到账：同步返回的 is_success 属于另一个接口
function paid(query) {
  if (query.service === 'create_direct_pay_by_user' && query.is_success === 'T') return true
  return false
}
