using System.Collections.Generic;
using System.Text;

namespace Example.Tickets.Pay
{
    public static class PreSignString
    {
        private const string Charset = "_input_charset";

        public static string Of(string[] names, IDictionary<string, string> parameters)
        {
            var joined = new StringBuilder();
            for (int i = 0; i < names.Length; i++)
            {
                if (!string.IsNullOrEmpty(parameters[names[i]]))
                {
                    joined.Append(names[i] + "=" + parameters[names[i]]);
                    if (i < names.Length - 1)
                    {
                        joined.Append("&");
                    }
                }
            }
            return joined.ToString();
        }
    }
}
