using System.Text;
using System.Web;

namespace Example.Tickets.Pay
{
    public static class SignUrl
    {
        public static string Of(string partner, string email, string sign)
        {
            return string.Format(
                "https://mapi.alipay.com/gateway.do?service=sign_protocol_with_partner&partner={0}_input_charset=utf-8&email={1}&sign={2}&sign_type=MD5",
                partner, HttpUtility.UrlEncode(email, Encoding.UTF8), sign);
        }
    }
}
