"""The main flow with the Python client of OpenAPI Generator."""
import base64
import os
import time
import urllib.parse
import urllib.request

import openapi_client as api
from openapi_client.exceptions import UnauthorizedException

EMAIL = f"python-{int(time.time() * 1000)}@example.org"
PASSWORD = "tulip anvil 42 meridian"

pair = f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}"
basic = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}

with api.ApiClient(api.Configuration(host=os.environ["ISSUER"])) as client:
    accounts = api.AccountsAndUsersApi(client)
    sign_in = api.SignInApi(client)

    owner = api.NewOwner(email=EMAIL, password=PASSWORD)
    accounts.create_account(api.CreateAccountRequest(name="Acme", owner=owner), _headers=basic)
    first = sign_in.sign_in(api.SignInRequest(email=EMAIL, password=PASSWORD)).actual_instance
    assert isinstance(first, api.ChallengeRequired), first

    codes = os.environ["CODES"] + "?email=" + urllib.parse.quote(EMAIL)
    code = urllib.request.urlopen(codes).read().decode()

    def verify(typed):
        method = api.FactorMethod.EMAIL_CODE
        return sign_in.verify_sign_in(api.VerifyRequest(challengeToken=first.challenge_token, method=method, code=typed))

    try:
        verify("000001" if code == "000000" else "000000")
        raise AssertionError("A wrong code is taken")
    except UnauthorizedException as refused:
        problem = api.Problem.from_json(refused.body)
        assert problem.type == api.ProblemType.URN_COLON_SALLYPORT_COLON_PROBLEM_COLON_INVALID_MINUS_CODE.value, problem

    second = verify(code).actual_instance
    assert isinstance(second, api.SignedInResponse), second
    bearer = {"Authorization": "Bearer " + second.access_token}
    assert accounts.get_me(_headers=bearer).email == EMAIL
    api.SessionsAndTokensApi(client).sign_out(_headers=bearer)
print("ALL GOOD")
