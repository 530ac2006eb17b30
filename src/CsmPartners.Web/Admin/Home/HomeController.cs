using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Home;

[Route("admin")]
public sealed class HomeController : DeskController
{
    [HttpGet("")]
    public IActionResult Index() => Show("Home", new DeskPage { Title = Ui["Desk.Home"], Lead = Ui["Desk.Home.Lead"], Section = "home" });
}
