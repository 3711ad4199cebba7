using System.Collections.Generic;
using System.Text;

namespace Example.Tickets.Pay
{
    public static class SignForm
    {
        private const string Action = "https://mapi.alipay.com/gateway.do?_input_charset=utf-8";

        public static string Of(IDictionary<string, string> parameters)
        {
            var html = new StringBuilder("<form action=\"" + Action + "\" method=\"post\">");
            foreach (var pair in parameters)
            {
                html.Append("<input type=\"hidden\" name=\"" + pair.Key + "\" value=\"" + pair.Value + "\">");
            }
            return html.Append("<button>签约</button></form>").ToString();
        }
    }
}
