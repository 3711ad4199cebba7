using System.Collections.Generic;

namespace Example.Tickets.Pay
{
    /** refund_fastpay_by_platform_nopwd: what comes back is signed. */
    public static class Notify
    {
        public static SortedDictionary<string, string> Read(string body)
        {
            var parameters = new SortedDictionary<string, string>();
            foreach (string pair in body.Split('&'))
            {
                string name = pair.Split('=')[0];
                if (name == "sign" || name == "sign_type" || name == "_input_charset") continue;
                parameters[name] = pair.Split('=')[1];
            }
            return parameters;
        }
    }
}
