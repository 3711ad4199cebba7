def refunded(request):
    """Alipay calls, through the filter."""
    return refunds.book(request.POST['result_details'])
