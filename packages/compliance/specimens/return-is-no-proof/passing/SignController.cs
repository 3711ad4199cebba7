namespace Example.Tickets.Pay
{
    public class SignController : Controller
    {
        private const string Service = "sign_protocol_with_partner";

        public ActionResult SignReturn(string email)
        {
            // Whether he has signed is asked; that he came back says nothing.
            queries.Enqueue(email);
            return View("Waiting");
        }

        public void Keep(Agent agent, Answer answer)
        {
            agent.Signed = true;
        }
    }
}
