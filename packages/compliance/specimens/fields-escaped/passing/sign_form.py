from html import escape

ACTION = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8'


def sign_form(parameters):
    inputs = ''.join(
        '<input type="hidden" name="' + escape(name) + '" value="' + escape(value) + '">'
        for name, value in parameters.items()
    )
    return '<form action="' + ACTION + '" method="post">' + inputs + '<button>签约</button></form>'
